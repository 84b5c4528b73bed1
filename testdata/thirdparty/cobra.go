// run

// A command line of Debian's golang-github-spf13-cobra-dev: commands, flags of several types, help, errors, suggestions.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newRoot() *cobra.Command {
	var verbose bool
	root := &cobra.Command{
		Use:     "shop",
		Short:   "Keeps a shop",
		Long:    "Shop keeps goods,\nprices and orders.",
		Version: "1.2.3",
		PersistentPreRun: func(cmd *cobra.Command, args []string) {
			if verbose {
				fmt.Println("running", cmd.CommandPath(), args)
			}
		},
	}
	root.PersistentFlags().BoolVarP(&verbose, "verbose", "v", false, "say what is done")

	add := &cobra.Command{
		Use:     "add NAME...",
		Aliases: []string{"a", "new"},
		Short:   "Adds goods",
		Example: "  shop add apple --price 3",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			price, _ := cmd.Flags().GetFloat64("price")
			tags, _ := cmd.Flags().GetStringSlice("tag")
			wait, _ := cmd.Flags().GetDuration("wait")
			labels, _ := cmd.Flags().GetStringToString("label")
			fmt.Println("add", strings.Join(args, ","), price, tags, wait, labels)
			if price < 0 {
				return errors.New("a price is not negative")
			}
			return nil
		},
	}
	add.Flags().Float64P("price", "p", 1.5, "what it costs")
	add.Flags().StringSlice("tag", nil, "tags, by commas")
	add.Flags().Duration("wait", 2*time.Second, "how long")
	add.Flags().StringToString("label", map[string]string{}, "k=v")

	order := &cobra.Command{Use: "order", Short: "Orders"}
	list := &cobra.Command{
		Use:   "list",
		Short: "Lists orders",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, args []string) {
			cmd.Flags().Visit(func(f *pflag.Flag) { fmt.Println("set:", f.Name, f.Value) })
			n, _ := cmd.Flags().GetCount("more")
			fmt.Println("list", n)
		},
	}
	list.Flags().CountP("more", "m", "more of it")
	list.Flags().IntSlice("id", []int{1, 2}, "ids")
	send := &cobra.Command{
		Use:       "send WHERE",
		Short:     "Sends an order",
		ValidArgs: []string{"home", "office"},
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		Run:       func(cmd *cobra.Command, args []string) { fmt.Println("sent", args[0]) },
	}
	send.Flags().String("by", "", "carrier")
	send.MarkFlagRequired("by")
	order.AddCommand(list, send)
	root.AddCommand(add, order)
	root.CompletionOptions.DisableDefaultCmd = true
	return root
}

func main() {
	for _, line := range []string{
		"", "--help", "add --help", "help order", "--version",
		"add apple pear -p 3.25 --tag=red,sweet --tag ripe --wait 1m30s --label a=b",
		"new x -vp-1", "add", "add x --price=much", "add x --none",
		"ad x", "order list -mmm --id 4,5 -v", "order list rest", "order send", "order send home",
		"order send sea --by ship", "order send office --by bike", "order sned", "__complete order se", "__complete order send h",
	} {
		fmt.Printf("$ shop %s\n", line)
		root := newRoot()
		root.SetArgs(strings.Fields(line))
		root.SetOut(os.Stdout)
		root.SetErr(os.Stdout)
		if err := root.Execute(); err != nil {
			fmt.Println("error:", err)
		}
	}
	root := newRoot()
	var script strings.Builder
	if err := root.GenBashCompletionV2(&script, true); err != nil {
		fmt.Println(err)
	}
	fmt.Println(script.Len() > 1000, strings.Contains(script.String(), "__shop_"))
}
