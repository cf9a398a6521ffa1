-- ARGV: now, queue, days. Returns day since 1970, processed and failed of each of the last days, today first.
local rows = {}
local today = math.floor(now / DAY)
for day = today, today - ARGV[3] + 1, -1 do
  local counted = redis.call('HMGET', queue_key(ARGV[2], 'day:') .. text(day), 'processed', 'failed')
  rows[#rows + 1] = {text(day), counted[1] or '0', counted[2] or '0'}
end
return rows
