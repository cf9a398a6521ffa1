-- ARGV: now, queue, state, action, number to leave out. Returns how many were changed and how many could not be.
local queue, state, action = ARGV[2], ARGV[3], ARGV[4]
local AT_ONCE = 500
local key = queue_key(queue, state)
local changed, left = 0, 0
local ids = redis.call('ZRANGE', key, ARGV[5], ARGV[5] + AT_ONCE - 1)
for _, id in ipairs(ids) do
  local known = field(id, 'type')
  if known and action == 'run' and not revive(id, state) then
    left = left + 1
  else
    redis.call('ZREM', key, id)
    if known and action == 'run' then
      mark(id, 'pending')
      redis.call('LPUSH', queue_key(queue, 'pending'), id)
    elseif known then
      free_unique(id)
    end
    if action == 'delete' then
      redis.call('DEL', record(id))
    end
    changed = changed + 1
  end
end
if action == 'run' then
  redis.call('PUBLISH', 'authproxy:notify:tasks', queue)
end
return {changed, left}
