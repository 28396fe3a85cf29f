using System.Text;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Pages;

/// <summary>The plain page of a bundle, with a model that returns the picture that it is given.</summary>
[Trait("Needs", "browser")]
public sealed class ModelPageTests(Chromium chromium)
{
    private static readonly Lazy<CompiledBundle> Compiled = new(() => Bundle.Compile(Graph.Trace(
        [("image", new TensorType(ElementType.UInt8, new Shape("batch", 2, 2))), ("scale", TensorType.Float("batch", 2, 2))],
        inputs => [("y", inputs[0].Cast(ElementType.Float) * inputs[1])])));

    [Theory]
    [InlineData("image", "1 2 abc 4", "image takes numbers; “abc” is none.")]
    [InlineData("image", "1 2 300 4", "image takes whole numbers from 0 to 255; 300 is none of them.")]
    [InlineData("image", "1 2 -1 4", "image takes whole numbers from 0 to 255; -1 is none of them.")]
    [InlineData("image", "1 2 0.5 4", "image takes whole numbers from 0 to 255; 0.5 is none of them.")]
    [InlineData("scale", "1 2 1e39 4", "scale takes numbers that float32 can hold; 1e39 is too large.")]
    public async Task What_is_no_number_of_the_type_is_refused(string field, string text, string error)
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        await opened.Page.Locator($"textarea[name={field}]").FillAsync(text);
        await opened.Page.Locator("button").ClickAsync();
        await Assertions.Expect(opened.Page.Locator("#error")).ToHaveTextAsync(error);
        Assert.Equal(0, await opened.Page.Locator("#outputs tr").CountAsync());
    }

    [Fact]
    public async Task A_run_is_told_in_a_sentence_and_model_json_is_asked_for_once()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        var page = opened.Page;
        var told = new List<string>();
        page.Console += (_, message) => told.Add(message.Text);
        await page.Locator("textarea[name=image]").FillAsync("1 200 3 4");
        await page.Locator("textarea[name=scale]").FillAsync("1 0.5 1 1");
        await page.Locator("button").ClickAsync();
        await Assertions.Expect(page.Locator("#status")).ToHaveTextAsync("The largest of y is number 1, with 100.");
        // Then the service worker asks for all files.
        var asked = opened.TakeRequests().TakeWhile(r => !r.EndsWith("sw.js", StringComparison.Ordinal));
        Assert.Single(asked, r => r.EndsWith("model.json", StringComparison.Ordinal));

        // Chromium complains of a file that was fetched for nothing some seconds after the page has loaded.
        await Task.Delay(6000, TestContext.Current.CancellationToken);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_an_error_and_of_two_files_the_later_counts()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value, "");
        var page = opened.Page;
        var thrown = new List<string>();
        page.PageError += (_, error) => thrown.Add(error);
        var file = page.Locator("fieldset:has([name=image]) input[type=file]");
        var text = page.Locator("textarea[name=image]");
        await file.SetInputFilesAsync(Picture("notes.png", "no picture"));
        await Assertions.Expect(page.Locator("#error")).ToHaveTextAsync("notes.png is not a picture that this browser can read.");
        await Assertions.Expect(text).ToHaveValueAsync("0 0 0 0");

        // The first file is read slowly, and its picture comes after that of the second one.
        await page.EvaluateAsync(
            """
            () => {
              const create = createImageBitmap;
              window.closes = 0;
              window.createImageBitmap = async file => {
                const image = await create(file), close = image.close.bind(image);
                image.close = () => { window.closes++; close(); };
                if (file.name === "slow.bmp") await new Promise(resolve => { window.go = resolve; });
                return image;
              };
            }
            """);
        const string bmp = "Qk1GAAAAAAAAADYAAAAoAAAAAgAAAAIAAAABABgAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAA";
        await file.SetInputFilesAsync(Bitmap("slow.bmp", bmp, 0));
        await file.SetInputFilesAsync(Bitmap("quick.bmp", bmp, 255));
        await Assertions.Expect(text).ToHaveValueAsync("255 255 255 255");
        await Assertions.Expect(page.Locator("#error")).ToHaveTextAsync("");
        await page.EvaluateAsync("() => window.go()");
        await page.WaitForFunctionAsync("() => window.closes === 2");
        await Assertions.Expect(text).ToHaveValueAsync("255 255 255 255");
        Assert.Empty(thrown);
    }

    private static FilePayload Picture(string name, string text) =>
        new() { Name = name, MimeType = "image/png", Buffer = Encoding.UTF8.GetBytes(text) };

    /// <summary>A picture of 2 x 2 pixels of one grey, after the header of such a file.</summary>
    private static FilePayload Bitmap(string name, string header, byte grey)
    {
        var row = Enumerable.Repeat(grey, 6).Concat<byte>([0, 0]).ToArray();
        return new() { Name = name, MimeType = "image/bmp", Buffer = [.. Convert.FromBase64String(header), .. row, .. row] };
    }
}
