-- Five of organigram's rules: how many problems each finds.
SELECT 'E001 unsourced' AS rule, COUNT(*) AS problems
FROM (
  SELECT 'organs' AS of_table, node AS of_row FROM organs
  UNION ALL SELECT 'events' AS of_table, node AS of_row FROM events
  UNION ALL SELECT DISTINCT 'posts' AS of_table, node AS of_row FROM posts
  UNION ALL SELECT 'people' AS of_table, node AS of_row FROM people
  UNION ALL SELECT 'transitions' AS of_table, number AS of_row FROM transitions
  UNION ALL SELECT 'tenures' AS of_table, number AS of_row FROM tenures
  UNION ALL SELECT 'seats' AS of_table, number AS of_row FROM seats
) AS things
LEFT JOIN (SELECT DISTINCT of_table, of_row FROM citations) AS cited ON cited.of_table = things.of_table AND cited.of_row = things.of_row
WHERE cited.of_row IS NULL
UNION ALL
SELECT 'M006 repeated-number' AS rule, COUNT(*) AS problems
FROM (
  SELECT series, series_number FROM events WHERE NOT series IS NULL AND NOT series_number IS NULL
  GROUP BY series, series_number HAVING COUNT(*) > 1
) AS repeated
UNION ALL
SELECT 'N004 merger-of-one' AS rule, COUNT(*) AS problems
FROM (
  SELECT t.number FROM transitions AS t
  JOIN transition_ends AS e ON e.transition = t.number AND e.side = 'from'
  WHERE t.kind = 'merged' GROUP BY t.number HAVING COUNT(*) = 1
) AS mergers
UNION ALL
SELECT 'N007 own-successor' AS rule, COUNT(*) AS problems
FROM transitions AS t
JOIN transition_ends AS f ON f.transition = t.number AND f.side = 'from'
JOIN transition_ends AS i ON i.transition = t.number AND i.side = 'into' AND i.node = f.node
WHERE t.kind IN ('absorbed', 'origin', 'succeeded')
UNION ALL
SELECT 'T002 ends-before-start' AS rule, COUNT(*) AS problems
FROM claims WHERE end_max < start_min
