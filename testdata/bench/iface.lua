local Square = {}; Square.__index = Square
function Square:area() return self.side * self.side end
function Square:scale(n) self.side = self.side % 100 + n end
local Rect = {}; Rect.__index = Rect
function Rect:area() return self.w * self.h end
function Rect:scale(n) self.w = self.w % 100 + n end
local Tri = {}; Tri.__index = Tri
function Tri:area() return self.b * self.h // 2 end
function Tri:scale(n) self.h = self.h % 100 + n end
local shapes = {
  [0] = setmetatable({side = 3}, Square), setmetatable({w = 4, h = 5}, Rect),
  setmetatable({b = 6, h = 7}, Tri), setmetatable({side = 8}, Square),
}
local sum = 0
for i = 0, 3999999 do
  for j = 0, 3 do sum = sum + shapes[j]:area() end
  shapes[i % 4]:scale(i % 7)
  sum = sum % 1000000007
end
print(sum)
