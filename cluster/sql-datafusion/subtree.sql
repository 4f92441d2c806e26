-- All that stood under an organ on a day, by one step or by many; as sure as the weakest step of the surest way.
SELECT
  unit.id AS id,
  c.answer AS answer
FROM closure AS c
JOIN organs AS superior
  ON superior.node = c.superior
JOIN organs AS unit
  ON unit.node = c.unit
WHERE
  superior.id = $organ AND c.line IS NULL AND $day BETWEEN c.from_day AND c.to_day
