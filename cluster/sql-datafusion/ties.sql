-- Who served in one organ with a person on a day, as member or as holder of a post; as sure as the less sure of the two.
WITH services AS (
  SELECT
    s.person_id AS person,
    s.organ AS organ,
    a.sureness AS sureness
  FROM seats AS s
  JOIN answers AS a
    ON a.of_table = 'seats' AND a.of_row = s.number
  WHERE
    $day BETWEEN a.from_day AND a.to_day AND NOT s.said IN ('planned', 'projected')
  UNION ALL
  SELECT
    t.person_id AS person,
    p.organ AS organ,
    a.sureness AS sureness
  FROM tenures AS t
  JOIN posts AS p
    ON p.node = t.post AND NOT p.organ IS NULL
  JOIN answers AS a
    ON a.of_table = 'tenures' AND a.of_row = t.number
  WHERE
    $day BETWEEN a.from_day AND a.to_day
    AND t.status IN ('held', 'acting')
    AND NOT t.said IN ('planned', 'projected')
)
SELECT
  other.person AS person,
  CASE MAX(
      CASE WHEN own.sureness < other.sureness THEN own.sureness ELSE other.sureness END
    )
    WHEN 3
    THEN 'certain'
    WHEN 2
    THEN 'presumed'
    ELSE 'possible'
  END AS answer
FROM services AS own
JOIN services AS other
  ON other.organ = own.organ AND other.person <> own.person
WHERE
  own.person = $person
GROUP BY
  other.person
