using System.Globalization;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Vision;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Pictures;

/// <summary>The page with the camera and a real detector of faces; the camera is a film that Chromium plays.</summary>
[Trait("Needs", "browser")]
public sealed class CameraPageTests(Chromium chromium) : IDisposable
{
    private static readonly Lazy<CompiledBundle> Faces = new(() => FaceBundle.Compile("rfb"));
    private static readonly Lazy<CompiledBundle> Classes = new(Colours);

    /// <summary>Elements with more in them than they show, but for those that end in an ellipsis.</summary>
    private const string CutOff =
        """
        () => [...document.querySelectorAll("h1, p, dd, dt, button, label, li, select, legend, .segments span")]
          .filter(e => e.offsetParent && getComputedStyle(e).textOverflow !== "ellipsis" && e.scrollWidth > e.clientWidth + 1
            && getComputedStyle(e).display !== "inline")
          .map(e => e.id || e.textContent.trim())
        """;

    /// <summary>Texts with a contrast below 4.5 to what is behind them (WCAG 2.2, AA), but those of what is switched off.</summary>
    private const string Unreadable =
        """
        () => {
          const rgb = text => text.match(/[\d.]+/g).map(Number);
          const light = text => rgb(text).slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = e => {
            for (; e; e = e.parentElement) {
              const { backgroundColor } = getComputedStyle(e), [, , , opacity = 1] = rgb(backgroundColor);
              if (opacity === 1) return backgroundColor;
            }
            return "rgb(255, 255, 255)";
          };
          return [...document.querySelectorAll("h1, p, dd, dt, button, label, li span, legend, .segments span")]
            .filter(e => e.offsetParent && e.textContent.trim() && !e.disabled).filter(e => {
              const [high, low] = [light(getComputedStyle(e).color), light(behind(e))].sort((a, b) => b - a);
              return (high + 0.05) / (low + 0.05) < 4.5;
            }).map(e => e.id || e.textContent.trim());
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-camera-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1280, 800, "13")]
    [InlineData(390, 844, "19")]
    public async Task The_camera_shows_as_many_faces_as_NET_finds_on_every_backend(int width, int height, string photograph)
    {
        var (picture, film) = Film(photograph);
        await using var browser = await chromium.LaunchAsync(
            "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}");
        await using var opened = await OpenAsync(browser, width, height);
        var page = opened.Page;
        var errors = ErrorsOf(page);
        var wanted = FaceBundle.Find("rfb", picture);
        await OnAsync(page);
        await ExpectFoundAsync(page, wanted.Count);
        await Assertions.Expect(page.Locator("#fps")).Not.ToHaveTextAsync("–");
        await Assertions.Expect(page.Locator("#inference")).ToContainTextAsync("ms");
        await Assertions.Expect(page.Locator("#round")).ToContainTextAsync("ms");
        await AssertFitsAsync(page);

        // A film has no side that it looks to, so it is mirrored as a camera of a desktop is.
        await Assertions.Expect(page.Locator("#mirror")).ToBeCheckedAsync();
        var boxes = await BoxesAsync(page);
        foreach (var backend in (string[])["wasm-simd", "js"])
        {
            await page.Locator($"#backends input[value={backend}]").CheckAsync();
            await Assertions.Expect(page.Locator("#facts")).ToHaveAttributeAsync("data-backend", backend, new() { Timeout = 60_000 });
            await ExpectFoundAsync(page, wanted.Count);
            foreach (var (one, other) in boxes.Zip(await BoxesAsync(page)))
                Assert.InRange(one.IntersectionOverUnion(other), 0.99f, 1);
        }

        await page.Locator("#camera").ClickAsync();
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Ready");
        Assert.True(await page.EvaluateAsync<bool>("() => document.querySelector('video').srcObject === null"));
        await page.Locator("#camera").ClickAsync();
        await OnAsync(page);
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(820, 1180)]
    [InlineData(390, 844)]
    [InlineData(320, 640)]
    public async Task All_of_a_page_is_seen_at_the_size_of_a_desktop_a_tablet_and_a_phone_by_day_and_by_night(int width, int height)
    {
        ColorScheme[] schemes = [ColorScheme.Light, ColorScheme.Dark];
        foreach (var (bundle, scheme) in new[] { Faces, Classes }.SelectMany(_ => schemes, (b, s) => (b, s)))
        {
            var context = await chromium.NewContextAsync(
                new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
            await using var opened = await BundlePage.OpenAsync(context, bundle.Value, "");
            var page = opened.Page;
            var errors = ErrorsOf(page);
            await ReadyAsync(page);
            await Assertions.Expect(page.Locator("#result")).Not.ToHaveTextAsync("–");
            await Assertions.Expect(page.Locator("#threshold-field")).ToBeVisibleAsync(new() { Visible = bundle == Faces });
            await AssertFitsAsync(page);
            Assert.Empty(await page.EvaluateAsync<string[]>(CutOff));
            Assert.Empty(await page.EvaluateAsync<string[]>(Unreadable));
            if (bundle == Classes)
            {
                await Assertions.Expect(page.Locator("#classes li")).ToHaveCountAsync(3);
                var best = await page.Locator("#classes li").First.InnerTextAsync();
                Assert.StartsWith("blue, of which there is most", best, StringComparison.Ordinal);
            }

            Assert.Empty(errors);
        }
    }

    [Fact]
    public async Task The_camera_ends_when_the_page_is_hidden_and_comes_back_with_it()
    {
        var (picture, film) = Film("13");
        await using var browser = await chromium.LaunchAsync(
            "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}");
        await using var opened = await OpenAsync(browser, 1280, 800);
        var page = opened.Page;
        await OnAsync(page);
        const string show =
            """
            isHidden => {
              Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
              const [track] = document.querySelector("video").srcObject?.getTracks() ?? [];
              document.dispatchEvent(new Event("visibilitychange"));
              return track?.readyState;
            }
            """;
        Assert.Equal("ended", await page.EvaluateAsync<string>(show, true));
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Ready");
        await page.EvaluateAsync(show, false);
        await OnAsync(page);
        await ExpectFoundAsync(page, FaceBundle.Find("rfb", picture).Count);
    }

    [Fact]
    public async Task The_sample_is_looked_at_first_then_a_picture_that_is_chosen_also_with_the_network_cut()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Faces.Value, "");
        var page = opened.Page;
        var errors = ErrorsOf(page);
        await ReadyAsync(page);
        await ExpectFoundAsync(page, 2);
        await Assertions.Expect(page.Locator("#result")).ToHaveTextAsync("2 × face");
        await opened.WaitForServiceWorkerAsync();
        await opened.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await ReadyAsync(page);
        var path = Path.Combine(_folder, "many.jpg");
        await File.WriteAllBytesAsync(path, FaceBundle.Photograph("1"), TestContext.Current.CancellationToken);
        await page.Locator("#file").SetInputFilesAsync(path);
        await ExpectFoundAsync(page, FaceBundle.Find("rfb", Picture.Load(path)).Count);

        await page.Locator("#threshold").FillAsync("0.9");
        await ExpectFoundAsync(page, FaceBundle.Find("rfb", Picture.Load(path), 0.9f).Count);
        await page.Locator("#file").SetInputFilesAsync(
            new FilePayload { Name = "notes.png", MimeType = "image/png", Buffer = "none"u8.ToArray() });
        await Assertions.Expect(page.Locator("#notice")).ToHaveTextAsync("notes.png is not a picture that this browser can read.");
        Assert.Empty(errors);
        Assert.All(opened.TakeRequests(), r => Assert.StartsWith($"GET {opened.Address}", r, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "The camera is not allowed for this page. Allow it in the browser's address bar and start it again.")]
    [InlineData("NotFoundError", "No camera was found.")]
    [InlineData("NotReadableError", "The camera cannot be used; another program may have it.")]
    [InlineData("insecure", "Browsers give the camera to secure pages only: open this one over https, or at localhost.")]
    public async Task Without_a_camera_a_sentence_says_why(string error, string sentence)
    {
        await using var browser = await chromium.LaunchAsync("--use-fake-device-for-media-stream", "--deny-permission-prompts");
        await using var opened = await OpenAsync(browser, 390, 844, isAllowed: false);
        var page = opened.Page;
        await ReadyAsync(page);
        if (error == "insecure")
            await page.EvaluateAsync("() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined })");
        else if (error.Length > 0)
            await page.EvaluateAsync(
                "name => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', name); }; }", error);
        await page.Locator("#camera").ClickAsync();
        await Assertions.Expect(page.Locator("#notice")).ToHaveTextAsync($"{sentence} A picture works without a camera.");
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Ready");
        await AssertFitsAsync(page);
    }

    /// <summary>A classifier that says which of the three colours there is most of; one has a long name.</summary>
    private static CompiledBundle Colours()
    {
        var input = new ImageInput(32, 32);
        var graph = input.PutFitted(Graph.Trace(
            [("x", TensorType.Float(1, 3, 32, 32))], given => [("scores", given[0].ReduceMean([2, 3], keepDimensions: false) * 20.0)]));
        string[] labels = ["red", "green", "blue, of which there is most in this picture of a meadow below a sky with two people on it"];
        return Bundle.Compile(graph, new BundleOptions
        {
            Name = "colours", Vision = PictureManifest.OfClassifier(graph, input, labels), Files = CameraPage.Files("colours", null, ""),
            Backends = [BundleBackend.WasmRelaxed],
        });
    }

    private (Picture Picture, string Path) Film(string photograph)
    {
        var path = Path.Combine(_folder, $"{photograph}.jpg");
        File.WriteAllBytes(path, FaceBundle.Photograph(photograph));
        var picture = Picture.Load(path);
        var film = Path.Combine(_folder, $"{photograph}.y4m");
        CameraFile.Write(film, picture);
        return (picture, film);
    }

    private static async Task<BundlePage> OpenAsync(IBrowser browser, int width, int height, bool isAllowed = true) =>
        await BundlePage.OpenAsync(
            await browser.NewContextAsync(new()
            {
                ViewportSize = new() { Width = width, Height = height }, Permissions = isAllowed ? ["camera"] : [],
            }),
            Faces.Value, "");

    private static Task ReadyAsync(IPage page) =>
        Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Ready", new() { Timeout = 60_000 });

    private static Task OnAsync(IPage page) =>
        Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("Camera on", new() { Timeout = 60_000 });

    private static Task ExpectFoundAsync(IPage page, int count) => Assertions.Expect(page.Locator("#frame")).ToHaveAttributeAsync(
        "data-found", count.ToString(CultureInfo.InvariantCulture), new() { Timeout = 60_000 });

    /// <summary>The boxes as the page has drawn them, from the left.</summary>
    private static async Task<IReadOnlyList<Box>> BoxesAsync(IPage page)
    {
        var boxes = await page.EvaluateAsync<float[][]>("() => JSON.parse(document.querySelector('#frame').dataset.boxes)");
        return [.. boxes.Select(b => new Box(b[0], b[1], b[0] + b[2], b[1] + b[3])).OrderBy(b => b.Left)];
    }

    /// <summary>Nothing lies beside the window.</summary>
    private static async Task AssertFitsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));

    private static List<string> ErrorsOf(IPage page)
    {
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Add(message.Text);
        };
        return errors;
    }
}
