-- ARGV: now, lease, then id and owner of each task. Returns the owners of those that are another's.
local lost = {}
for at = 3, #ARGV, 2 do
  local id = ARGV[at]
  if owned(id, ARGV[at + 1]) then
    redis.call('ZADD', queue_key(field(id, 'queue'), 'active'), text(now + ARGV[2]), id)
  else
    lost[#lost + 1] = ARGV[at + 1]
  end
end
return lost
