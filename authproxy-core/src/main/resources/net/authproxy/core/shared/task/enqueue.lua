-- ARGV: now, id, type, sealed payload, queue, unique key or '', run at or '', delay, retries, retention, lock or '', number,
-- schedule or '', slot
local id, queue, unique = ARGV[2], ARGV[5], ARGV[6]
local lock = ARGV[11]
if lock ~= '' then
  local seen = redis.call('GET', PREFIX .. 'fence:' .. lock)
  if seen and tonumber(ARGV[12]) < tonumber(seen) then
    return {'fenced', ''}
  end
  redis.call('SET', PREFIX .. 'fence:' .. lock, ARGV[12])
end
if ARGV[13] ~= '' then
  local last = redis.call('HGET', PREFIX .. 'slots', ARGV[13])
  if last and tonumber(last) >= tonumber(ARGV[14]) then
    return {'past', ''}
  end
  redis.call('HSET', PREFIX .. 'slots', ARGV[13], ARGV[14])
  redis.call('HSET', PREFIX .. 'runs', ARGV[13], ARGV[14])
end
if unique ~= '' then
  local holder = redis.call('GET', PREFIX .. 'u:' .. unique)
  local state = holder and field(holder, 'state')
  if state and state ~= 'completed' and state ~= 'archived' then
    return {'already', holder}
  end
  redis.call('SET', PREFIX .. 'u:' .. unique, id)
end
local due = tonumber(ARGV[7]) or (now + ARGV[8])
local state = due > now and 'scheduled' or 'pending'
redis.call('HSET', record(id), 'type', ARGV[3], 'payload', ARGV[4], 'queue', queue, 'unique', unique,
  'max', ARGV[9], 'retention', ARGV[10], 'attempt', '0', 'created_at', text(now))
mark(id, state)
if state == 'scheduled' then
  redis.call('ZADD', queue_key(queue, 'scheduled'), text(due), id)
else
  redis.call('LPUSH', queue_key(queue, 'pending'), id)
end
redis.call('PUBLISH', 'authproxy:notify:tasks', queue)
return {'new', id}
