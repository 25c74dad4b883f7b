// grpc-go HOST:PORT: one call of each kind.
package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

type bytesCodec struct{}

func (bytesCodec) Marshal(v any) ([]byte, error)      { return *v.(*[]byte), nil }
func (bytesCodec) Unmarshal(data []byte, v any) error { *v.(*[]byte) = append([]byte{}, data...); return nil }
func (bytesCodec) Name() string                       { return "bytes" }

func main() {
	connection, err := grpc.NewClient(os.Args[1], grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithDefaultCallOptions(grpc.ForceCodec(bytesCodec{})))
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer connection.Close()
	ctx := metadata.AppendToOutgoingContext(context.Background(), "x-own", "1")
	asked, got := []byte("hi"), []byte{}
	fmt.Println(connection.Invoke(ctx, "/echo.Echo/Unary", &asked, &got), hex.EncodeToString(got))
	stream, err := connection.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, "/echo.Echo/Stream")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(stream.SendMsg(&asked), stream.CloseSend())
	for {
		err := stream.RecvMsg(&got)
		if err == io.EOF {
			break
		}
		fmt.Println(err, hex.EncodeToString(got))
	}
	fmt.Println(connection.Invoke(ctx, "/echo.Echo/Fail", &asked, &got))
}
