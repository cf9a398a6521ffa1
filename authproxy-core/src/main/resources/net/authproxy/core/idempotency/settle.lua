-- Ends a running request if it is still the one that the mark names: keeps its answer, or forgets it.
-- KEYS[1] slot; ARGV[1] mark; ARGV[2] answer or empty; ARGV[3] milliseconds to keep it
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1
