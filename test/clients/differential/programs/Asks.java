import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks.java ORIGIN */
class Asks {
  public static void main(String[] args) throws Exception {
    var client = HttpClient.newHttpClient();
    var page = HttpRequest.newBuilder(URI.create(args[0] + "/json")).header("X-Own", "1").build();
    System.out.print(client.send(page, BodyHandlers.ofString()).body());
    var upload = HttpRequest.newBuilder(URI.create(args[0] + "/echo")).POST(BodyPublishers.ofString("body")).build();
    System.out.print(client.send(upload, BodyHandlers.ofString()).body());
  }
}
