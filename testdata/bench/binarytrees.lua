local function build(depth)
  if depth == 0 then return {} end
  return {build(depth - 1), build(depth - 1)}
end
local function check(n)
  if not n[1] then return 1 end
  return 1 + check(n[1]) + check(n[2])
end
local minDepth, maxDepth = 4, 16
print(check(build(maxDepth + 1)))
local long = build(maxDepth)
for depth = minDepth, maxDepth, 4 do
  local iterations = 1 << (maxDepth - depth + minDepth)
  local sum = 0
  for _ = 1, iterations do sum = sum + check(build(depth)) end
  print(iterations .. " " .. depth .. " " .. sum)
end
print(check(long))
