-- All that an organ stood under on a day, with the fewest steps of a way that is so sure.
SELECT superior.id AS id, c.depth AS depth, c.answer AS answer
FROM closure AS c
JOIN organs AS superior ON superior.node = c.superior
JOIN organs AS unit ON unit.node = c.unit
WHERE unit.id = $organ AND c.line IS NULL AND $day BETWEEN c.from_day AND c.to_day
