-- How many organs of each kind there were on a day, by how sure that is.
SELECT
  COALESCE(o.kind, '') AS kind,
  a.answer AS answer,
  COUNT(*) AS organs
FROM organs AS o
JOIN answers AS a
  ON a.of_table = 'organs' AND a.of_row = o.node
WHERE
  $day BETWEEN a.from_day AND a.to_day
GROUP BY
  COALESCE(o.kind, ''),
  a.answer
