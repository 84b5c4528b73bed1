local function quicksort(a, lo, hi)
  while lo < hi do
    local p = a[(lo + hi) // 2]
    local i, j = lo, hi
    while i <= j do
      while a[i] < p do i = i + 1 end
      while a[j] > p do j = j - 1 end
      if i <= j then
        a[i], a[j] = a[j], a[i]
        i = i + 1
        j = j - 1
      end
    end
    if j - lo < hi - i then
      quicksort(a, lo, j)
      lo = i
    else
      quicksort(a, i, hi)
      hi = j
    end
  end
end
local n = 2000000
local a = {}
local seed = 42
for i = 0, n - 1 do
  seed = (seed * 1103515245 + 12345) % 2147483648
  a[i] = seed
end
quicksort(a, 0, n - 1)
local sum = 0
for i = 1, n - 1 do
  if a[i - 1] > a[i] then error("not sorted") end
  sum = (sum * 31 + a[i]) % 1000000007
end
print(sum)
