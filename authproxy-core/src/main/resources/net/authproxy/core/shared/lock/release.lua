-- KEYS[1] lock; ARGV: owner. Frees the lock if it is still the owner's; the fencing number stays.
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end
redis.call('HDEL', KEYS[1], 'owner', 'until')
return 1
