-- What an organ grew out of, forward in time: certain where it did whichever days its dates mean, else possible.
-- For engines whose WITH RECURSIVE takes UNION (DuckDB, DataFusion). For Spark and Sail: lineage.py.
WITH RECURSIVE sure(node, until_day) AS (
  SELECT
    node,
    CASE WHEN node >= 0 THEN 2147483647 END AS until_day
  FROM organs
  WHERE
    id = $organ
  UNION
  SELECT
    e.node,
    t.first_day AS until_day
  FROM sure AS s
  JOIN transition_ends AS i
    ON i.node = s.node AND i.side = 'into'
  JOIN transitions AS t
    ON t.number = i.transition AND t.last_day <= s.until_day AND t.answer <> 'possible'
  JOIN transition_ends AS e
    ON e.transition = t.number AND e.side = 'from' AND e.node <> s.node
), loose(node, until_day) AS (
  SELECT
    node,
    CASE WHEN node >= 0 THEN 2147483647 END AS until_day
  FROM organs
  WHERE
    id = $organ
  UNION
  SELECT
    e.node,
    CASE WHEN l.until_day < t.last_day THEN l.until_day ELSE t.last_day END AS until_day
  FROM loose AS l
  JOIN transition_ends AS i
    ON i.node = l.node AND i.side = 'into'
  JOIN transitions AS t
    ON t.number = i.transition AND t.first_day <= l.until_day
  JOIN transition_ends AS e
    ON e.transition = t.number AND e.side = 'from' AND e.node <> l.node
)
SELECT
  o.id AS id,
  CASE WHEN o.answer = 'possible' OR s.node IS NULL THEN 'possible' ELSE 'certain' END AS answer
FROM organs AS o
JOIN (
  SELECT DISTINCT
    node
  FROM loose
) AS l
  ON l.node = o.node
LEFT JOIN (
  SELECT DISTINCT
    node
  FROM sure
) AS s
  ON s.node = o.node
WHERE
  o.id <> $organ
