import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** Client.java METHOD URL [FILE]: prints the answer's body. */
class Client {
  public static void main(String[] args) throws Exception {
    var client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
    var body = args.length > 2 ? BodyPublishers.ofFile(Path.of(args[2])) : BodyPublishers.noBody();
    var request = HttpRequest.newBuilder(URI.create(args[1])).method(args[0], body).build();
    System.out.write(client.send(request, BodyHandlers.ofByteArray()).body());
    System.out.flush();
  }
}
