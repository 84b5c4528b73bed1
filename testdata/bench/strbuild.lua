local total = 0
for round = 0, 299 do
  local parts = {}
  for i = 0, 9999 do parts[#parts + 1] = "item" .. tostring(i * round % 9973) end
  local s = table.concat(parts, ",")
  total = total + #s
  local at = 1
  while true do
    local i = string.find(s, "99", at, true)
    if not i then break end
    total = total + 1
    at = i + 2
  end
  local t = ""
  for i = 0, 499 do t = t .. "x" .. tostring(i) end
  total = total + #t
  local hash = 0
  for i = 1, #t do hash = (hash * 31 + string.byte(t, i)) % 1000003 end
  total = total + hash
end
print(total)
