// run -oracle=no
package main
import ("log/slog";"os";"errors";"time";"log";"context")
type pw string
func (pw) LogValue() slog.Value { return slog.StringValue("REDACTED") }
type T struct{ A int; B []string }
func main(){
 noTime := func(g []string, a slog.Attr) slog.Attr { if a.Key==slog.TimeKey && len(g)==0 { return slog.Attr{} }; return a }
 for _,h := range []slog.Handler{ slog.NewTextHandler(os.Stdout,&slog.HandlerOptions{ReplaceAttr:noTime, Level: slog.LevelDebug}), slog.NewJSONHandler(os.Stdout,&slog.HandlerOptions{ReplaceAttr:noTime}) } {
  l := slog.New(h)
  l.Info("hello world","a",1,"b","x y","c",1.5,"d",time.Second,"e",errors.New("bad \"x\""),"t",T{1,[]string{"q"}},"nil",nil,"p",pw("x"), slog.Group("g", slog.Int("x",1), slog.Group("h", "y", true)), "empty","", "lost")
  l.Debug("dbg"); l.Warn("w", 1, 2); l.Error("e", slog.Group("none"))
  l2 := l.With("id",7).WithGroup("req").With("m","GET").WithGroup("deep"); l2.Info("x","k","v"); l2.Info("y")
  l.WithGroup("g").Info("none")
  l.Log(context.Background(), slog.LevelInfo+2, "lvl", "bytes", []byte("a b"), "time", time.Unix(0,0).UTC())
 }
 log.SetFlags(0); log.SetOutput(os.Stdout)
 slog.Info("default", "k", "v v"); slog.With("a",1).WithGroup("g").Info("m","b",2)
 slog.SetDefault(slog.New(slog.NewTextHandler(os.Stdout,&slog.HandlerOptions{ReplaceAttr:noTime})))
 log.Print("via log"); slog.Info("x")
 var lv slog.Level; _ = lv.UnmarshalText([]byte("warn+3")); log.Print(lv.String())
}
