module emb

go 1.19
