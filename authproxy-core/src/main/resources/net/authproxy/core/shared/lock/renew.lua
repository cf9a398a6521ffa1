-- KEYS[1] lock; ARGV: now in ms or empty, owner, lease in ms. Returns 1, or 0 when the lease has run out or is another's.
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local held = redis.call('HMGET', KEYS[1], 'owner', 'until')
if held[1] ~= ARGV[2] or tonumber(held[2]) <= now then
  return 0
end
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ARGV[3]))
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ARGV[3] + 86400000))
return 1
