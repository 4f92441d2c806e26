-- Who held each post on a day. Honours and what is only planned or forecast are listed as such, and make no holder.
-- Of several tenures of one person in one way, the surest counts.
SELECT
  t.post_id AS post,
  t.person_id AS person,
  t.status AS status,
  CASE
    WHEN t.status IN ('honorary', 'posthumous')
    THEN 'honour'
    WHEN t.said IN ('planned', 'projected')
    THEN 'forecast'
    WHEN MAX(a.sureness) = 1
    THEN 'perhaps'
    WHEN t.status = 'acting'
    THEN 'acting'
    ELSE 'holder'
  END AS standing,
  CASE MAX(a.sureness) WHEN 3 THEN 'certain' WHEN 2 THEN 'presumed' ELSE 'possible' END AS answer
FROM tenures AS t
JOIN answers AS a
  ON a.of_table = 'tenures' AND a.of_row = t.number
WHERE
  :day BETWEEN a.from_day AND a.to_day
GROUP BY
  t.post_id,
  t.person_id,
  t.status,
  t.said
