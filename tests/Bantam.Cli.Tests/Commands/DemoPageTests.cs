using Bantam.Tests.Web;
using Microsoft.Playwright;

namespace Bantam.Cli.Tests.Commands;

/// <summary>The main job from its one command to a drawn digit that is read, with a network that was trained for it.</summary>
[Trait("Needs", "browser")]
public sealed class DemoPageTests(Chromium chromium) : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Digits_that_are_drawn_in_the_page_are_read_and_not_forgotten_over_a_taught_symbol()
    {
        await using var context = await chromium.NewContextAsync();
        using var stopping = new CancellationTokenSource();
        var served = new TaskCompletionSource();
        await using var output = new ListeningWriter("(Ctrl-C ends it)", served.SetResult);
        await using var error = new StringWriter();
        var demo =
            CommandLine.RunAsync(
            ["demo", "--data", "drawn", "--samples", "6000", "--out", _scratch["demo"], "--port", "0"], new Terminal(output, error),
            stopping.Token);
        await Task.WhenAny(served.Task, demo);
        Assert.True(served.Task.IsCompleted, error.ToString());

        var page = await context.NewPageAsync();
        await page.GotoAsync(output.ToString().Split("Draw a digit at ")[1].Split(' ')[0]);
        await Assertions.Expect(page.GetByTestId("status")).ToHaveTextAsync("Ready", new() { Timeout = 60_000 });
        (string Digit, (double X, double Y)[] Stroke)[] digits =
            [("0", Ring()), ("1", [(0.5, 0.15), (0.5, 0.85)]), ("7", [(0.25, 0.2), (0.7, 0.2), (0.45, 0.85)])];
        await ReadAsync();

        for (var i = 0; i < 3; i++)
        {
            await DrawAsync(page, [(0.3, 0.2), (0.7, 0.3), (0.3, 0.5), (0.7, 0.7), (0.3, 0.8)]);
            await page.GetByTestId("teach-add").ClickAsync();
        }

        await page.GetByTestId("teach-train").ClickAsync();
        await Assertions.Expect(page.GetByTestId("status")).ToContainTextAsync("Learned ★", new() { Timeout = 120_000 });
        await DrawAsync(page, [(0.3, 0.2), (0.7, 0.3), (0.3, 0.5), (0.7, 0.7), (0.3, 0.8)]);
        await Assertions.Expect(page.GetByTestId("prediction")).ToHaveTextAsync("★");
        await page.GetByTestId("clear").ClickAsync();
        await ReadAsync();

        await stopping.CancelAsync();
        Assert.Equal(0, await demo);

        async Task ReadAsync()
        {
            foreach (var (digit, stroke) in digits)
            {
                await DrawAsync(page, stroke);
                await Assertions.Expect(page.GetByTestId("prediction")).ToHaveTextAsync(digit);
                await page.GetByTestId("clear").ClickAsync();
            }
        }
    }

    private static (double X, double Y)[] Ring() =>
        [.. Enumerable.Range(0, 25).Select(i => i * Math.Tau / 24).Select(
            angle => (0.5 + (0.22 * Math.Sin(angle)), 0.5 - (0.33 * Math.Cos(angle))))];

    private static async Task DrawAsync(IPage page, (double X, double Y)[] points)
    {
        var box = (await page.GetByTestId("canvas").BoundingBoxAsync())!;
        for (var i = 0; i < points.Length; i++)
        {
            await page.Mouse.MoveAsync(
                (float)(box.X + (points[i].X * box.Width)), (float)(box.Y + (points[i].Y * box.Height)), new() { Steps = 4 });
            if (i == 0) await page.Mouse.DownAsync();
        }

        await page.Mouse.UpAsync();
    }
}
