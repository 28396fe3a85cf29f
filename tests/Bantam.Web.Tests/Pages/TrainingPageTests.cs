using System.Globalization;
using System.Text.RegularExpressions;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Transforms;
using Bantam.Web.Bundles;
using Bantam.Web.Tests.Bundles;
using Microsoft.Playwright;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Web.Tests.Pages;

/// <summary>The page that trains a model and shows its curves, activations and weights.</summary>
public sealed class TrainingPageTests(Chromium chromium)
{
    [Trait("Needs", "browser")]
    [Theory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task A_page_learns_and_shows_what_becomes_of_the_layers(int width, ColorScheme scheme)
    {
        var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        await using var opened = await BundlePage.OpenAsync(context, Digits(), "");
        var page = opened.Page;
        var told = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") told.Add(message.Text); };
        await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync("samples to learn from");
        string[] layers = ["image", "conv2d", "max_pooling2d", "flatten", "dense"];
        await Assertions.Expect(page.Locator("#layers figure")).ToHaveCountAsync(layers.Length);
        for (var i = 0; i < layers.Length; i++)
            await Assertions.Expect(page.Locator("#layers figcaption").Nth(i)).ToContainTextAsync(layers[i]);
        Assert.Equal(8, await page.Locator("#layers figure:nth-child(2) canvas").CountAsync());
        Assert.Equal(
            (26, 26), (await Size(page, "#layers figure:nth-child(2) canvas:first-child", "width"),
            await Size(page, "#layers figure:nth-child(2) canvas:first-child", "height")));
        Assert.Equal(8, await page.Locator("#weights figure:first-child canvas").CountAsync());
        var before = await Share(page);
        var (filter, activation) = (await Pixels(page, "#weights canvas"), await Pixels(page, "#layers figure:nth-child(2) canvas"));

        await page.Locator("#run").ClickAsync();
        await Assertions.Expect(page.Locator("#run")).ToHaveTextAsync("Stop");
        await Assertions.Expect(page.Locator("#right")).ToHaveTextAsync(new Regex(@"^(7\d|8\d|9\d|100)"), new() { Timeout = 60_000 });
        await page.Locator("#run").ClickAsync();
        await Assertions.Expect(page.Locator("#run")).ToHaveTextAsync("Train on");
        Assert.True(await Share(page) > before);
        Assert.NotEqual(filter, await Pixels(page, "#weights canvas"));
        Assert.NotEqual(activation, await Pixels(page, "#layers figure:nth-child(2) canvas"));
        Assert.True(await page.EvaluateAsync<int>("document.querySelector('#losses .mean').points.length") > 5);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));

        await page.Locator("#next").ClickAsync();
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("It is 1; the model says");
        await page.Locator("#rate").FillAsync("-1");
        await page.Locator("#rate").BlurAsync();
        await Assertions.Expect(page.Locator("#rate")).ToHaveValueAsync("0.003");
        Assert.Empty(told);
        if (Environment.GetEnvironmentVariable("BANTAM_PICTURES") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"training-{width}.png"), FullPage = true });
    }

    [Fact]
    public void Samples_that_are_not_equally_many_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => TrainingPage.Files("m", ("image", Tensor.Zeros(Shape.Of(3, 4))), ("label", Tensor.Zeros(Shape.Of(2)))));
        Assert.Contains("there are 3 of 'image', 2 of 'label'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TrainingPage.Files("m"));
    }

    private static CompiledBundle Digits()
    {
        var digits = DrawnDigits.Create(600, seed: 1);
        var model = new Sequential(new Conv2D(8, 3, activation: Relu), new MaxPooling2D(2), new Flatten(), new Dense(10)) { Seed = 1 };
        model.Build([digits.Fields[0]]);
        var (state, loss, optimizer) = (new TrainingState(), new SparseCategoricalCrossentropy(fromLogits: true), new Adam(3e-3f));
        BitConverter.TryWriteBytes(state.LearningRate.Value.Bytes, 3e-3f);
        var training = new BundleTraining(batch => TrainingStep.Build(model, digits.Fields, batch, loss, optimizer, state).Graph)
        { BatchSizes = [32], LearningRate = state.LearningRate };
        return Bundle.Compile(LayerOutputs.Add(model), new()
        {
            Name = "digits", Training = training, Files = TrainingPage.Files("digits", ("image", digits[0]), ("label", digits[1])),
        });
    }

    private static async Task<double> Share(IPage page) =>
        double.Parse((await page.Locator("#right").TextContentAsync())!.Split(' ')[0], CultureInfo.InvariantCulture);

    private static Task<int> Size(IPage page, string canvas, string side) =>
        page.EvaluateAsync<int>($"document.querySelector('{canvas}').{side}");

    private static Task<string> Pixels(IPage page, string canvas) =>
        page.EvaluateAsync<string>($"document.querySelector('{canvas}').toDataURL()");
}
