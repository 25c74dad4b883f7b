// asks ORIGIN
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

func main() {
	show(http.Get(os.Args[1] + "/json"))
	show(http.Post(os.Args[1]+"/echo", "text/plain", strings.NewReader("body")))
}

func show(answer *http.Response, err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	body, err := io.ReadAll(answer.Body)
	fmt.Println(answer.Proto, answer.StatusCode, string(body), err)
}
