-- ARGV: now, queue, id, action, time dead letters are kept.
-- Returns done, missing, state (the task's state does not permit it) or held (another task has its unique key by now).
local queue, id, action, keep = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local state = field(id, 'state')
if not state or not field(id, 'type') or field(id, 'queue') ~= queue then
  return 'missing'
end

local function leave()
  if state == 'pending' then
    redis.call('LREM', queue_key(queue, 'pending'), 1, id)
  else
    redis.call('ZREM', queue_key(queue, state), id)
  end
end

local actions = {}

function actions.run()
  if state ~= 'scheduled' and state ~= 'retry' and state ~= 'archived' then
    return 'state'
  end
  if not revive(id, state) then
    return 'held'
  end
  leave()
  mark(id, 'pending')
  redis.call('LPUSH', queue_key(queue, 'pending'), id)
  redis.call('PUBLISH', 'authproxy:notify:tasks', queue)
  return 'done'
end

function actions.archive()
  if state ~= 'scheduled' and state ~= 'retry' and state ~= 'pending' then
    return 'state'
  end
  leave()
  archive(id, queue, keep)
  return 'done'
end

function actions.delete()
  if state == 'active' then
    return 'state'
  end
  leave()
  free_unique(id)
  redis.call('DEL', record(id))
  return 'done'
end

function actions.cancel()
  if state ~= 'active' then
    return 'state'
  end
  redis.call('HSET', record(id), 'cancel', '1')
  redis.call('PUBLISH', 'authproxy:notify:task-cancel', id)
  return 'done'
end

return actions[action]()
