-- What differs between two days: which organs were there, and what stood under what. Certain and presumed where it was
-- ruled out on one of the days; else possible, for the dates allow that the two days do not differ.
WITH things AS (
  SELECT
    'organs' AS of_table,
    o.node AS of_row,
    o.id AS id,
    '' AS superior,
    '' AS line
  FROM organs AS o
  UNION ALL
  SELECT
    'hierarchy' AS of_table,
    h.number AS of_row,
    h.unit_id AS id,
    h.superior_id AS superior,
    h.line AS line
  FROM hierarchy AS h
), sides AS (
  SELECT
    t.of_table AS of_table,
    t.id AS id,
    t.superior AS superior,
    t.line AS line,
    MAX(CASE WHEN $before BETWEEN a.from_day AND a.to_day THEN a.sureness ELSE 0 END) AS was,
    MAX(CASE WHEN $after BETWEEN a.from_day AND a.to_day THEN a.sureness ELSE 0 END) AS becomes
  FROM things AS t
  JOIN answers AS a
    ON a.of_table = t.of_table AND a.of_row = t.of_row
  GROUP BY
    t.of_table,
    t.id,
    t.superior,
    t.line
)
SELECT
  of_table,
  id,
  superior,
  line,
  CASE was
    WHEN 3
    THEN 'certain'
    WHEN 2
    THEN 'presumed'
    WHEN 1
    THEN 'possible'
    ELSE 'no'
  END AS was_answer,
  CASE becomes
    WHEN 3
    THEN 'certain'
    WHEN 2
    THEN 'presumed'
    WHEN 1
    THEN 'possible'
    ELSE 'no'
  END AS is_answer,
  CASE
    WHEN was > 0 AND becomes > 0
    THEN 'possible'
    WHEN was + becomes = 3
    THEN 'certain'
    WHEN was + becomes = 2
    THEN 'presumed'
    ELSE 'possible'
  END AS answer
FROM sides
WHERE
  (
    was = 0 AND becomes > 0
  )
  OR (
    was > 0 AND becomes = 0
  )
  OR (
    was < 2 AND becomes >= 2
  )
  OR (
    was >= 2 AND becomes < 2
  )
