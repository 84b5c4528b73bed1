local sum = 0
for round = 0, 39 do
  local m = {}
  local size = 0
  local key = 12345 + round
  for i = 0, 299999 do
    key = (key * 1103515245 + 12345) % 2147483648
    local k = key % 100003 * 977
    local old = m[k]
    if old then m[k] = old + i else m[k] = i; size = size + 1 end
  end
  for k = 0, 199999 do
    local v = m[k * 977]
    if v then sum = sum + v % 1000 end
  end
  for k = 0, 100002, 2 do
    if m[k * 977] then m[k * 977] = nil; size = size - 1 end
  end
  sum = sum + size
end
print(sum)
