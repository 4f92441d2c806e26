-- The ways from an organ to another that go forward in time and pass no organ twice: possible ones.
-- For engines whose WITH RECURSIVE takes UNION (DuckDB, DataFusion). For Spark and Sail: lineage.py.
WITH RECURSIVE back(node, until_day) AS (
  SELECT node, CASE WHEN node >= 0 THEN 2147483647 END AS until_day FROM organs WHERE id = $to
  UNION
  SELECT e.node, CASE WHEN b.until_day < t.last_day THEN b.until_day ELSE t.last_day END AS until_day
  FROM back AS b
  JOIN transition_ends AS i ON i.node = b.node AND i.side = 'into'
  JOIN transitions AS t ON t.number = i.transition AND t.first_day <= b.until_day
  JOIN transition_ends AS e ON e.transition = t.number AND e.side = 'from' AND e.node <> b.node
),
pairs AS (
  SELECT f.node AS node, i.node AS next, o.id AS next_id, t.first_day AS first_day, t.last_day AS last_day, l.until_day AS until_day
  FROM transitions AS t
  JOIN transition_ends AS f ON f.transition = t.number AND f.side = 'from'
  JOIN transition_ends AS i ON i.transition = t.number AND i.side = 'into' AND i.node <> f.node
    AND NOT f.node IN (SELECT node FROM organs WHERE id = $to)
  JOIN organs AS o ON o.node = i.node
  JOIN (SELECT node, MAX(until_day) AS until_day FROM back GROUP BY node) AS l ON l.node = i.node
),
ways(node, since_day, ids, stops) AS (
  SELECT node, CASE WHEN node >= 0 THEN CAST(-2147483648 AS BIGINT) END AS since_day,
    CASE WHEN node >= 0 THEN CAST(id AS VARCHAR) END AS ids, CASE WHEN node >= 0 THEN '>' || CAST(node AS VARCHAR) || '>' END AS stops
  FROM organs WHERE id = $from AND id <> $to
  UNION
  SELECT p.next, CAST(CASE WHEN w.since_day > p.first_day THEN w.since_day ELSE p.first_day END AS BIGINT) AS since_day,
    w.ids || '>' || p.next_id AS ids, w.stops || CAST(p.next AS VARCHAR) || '>' AS stops
  FROM ways AS w
  JOIN pairs AS p ON p.node = w.node AND p.last_day >= w.since_day
  WHERE CASE WHEN w.since_day > p.first_day THEN w.since_day ELSE p.first_day END <= p.until_day
    AND POSITION('>' || CAST(p.next AS VARCHAR) || '>' IN w.stops) = 0
)
SELECT DISTINCT w.ids AS way
FROM ways AS w
JOIN organs AS o ON o.node = w.node
WHERE o.id = $to
