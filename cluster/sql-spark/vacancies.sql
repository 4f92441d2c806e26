-- The posts of a day of which nobody is recorded as the holder, not even possibly, and how sure it is that the post was
-- there. That nobody is recorded does not say that nobody was.
SELECT DISTINCT
  p.id AS post,
  a.answer AS post_answer
FROM posts AS p
JOIN answers AS a
  ON a.of_table = 'posts'
  AND a.of_row = p.node
  AND :day BETWEEN a.from_day AND a.to_day
LEFT JOIN (
  SELECT DISTINCT
    t.post AS post
  FROM tenures AS t
  JOIN answers AS held
    ON held.of_table = 'tenures' AND held.of_row = t.number
  WHERE
    :day BETWEEN held.from_day AND held.to_day
    AND t.status IN ('held', 'acting')
    AND NOT t.said IN ('planned', 'projected')
) AS holder
  ON holder.post = p.node
WHERE
  holder.post IS NULL
