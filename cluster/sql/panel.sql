-- For statistics: how many organs of each kind there were on the first day of each year, by how sure that is.
SELECT y.year AS year, COALESCE(o.kind, '') AS kind, a.answer AS answer, COUNT(*) AS organs
FROM years AS y
JOIN answers AS a ON y.first_day BETWEEN a.from_day AND a.to_day
JOIN organs AS o ON a.of_table = 'organs' AND a.of_row = o.node
WHERE y.year BETWEEN $first_year AND $last_year
GROUP BY y.year, COALESCE(o.kind, ''), a.answer
