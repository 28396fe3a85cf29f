using System.Globalization;
using System.Net.Http.Json;

namespace Bantam.Packages.Tests;

/// <summary>Empty projects with a package of ours: what a new user makes first.</summary>
[Trait("Speed", "slow")]
public sealed class InstalledTests(Feed feed)
{
    private const int Clients = 32, Requests = 256;
    private static readonly float[][] Points = [[0, 0], [0.9f, 0.9f], [0.1f, -0.2f], [-0.9f, 0.8f]];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_console_app_trains_predicts_and_compiles()
    {
        var folder = await feed.Trained.Value;
        Assert.Contains("Inside: True, False", feed.Printed[1], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "circle", "model.json")));
    }

    [Fact]
    public async Task A_web_API_answers_many_clients_at_once()
    {
        var folder = await feed.NewAsync(
            "web", "Api", "Bantam.DependencyInjection", Page.Blocks("docs/getting-started.md", "csharp")[2]);
        await CopyModelAsync(folder);
        await Programs.RunAsync(folder, "dotnet", "build", "-c", "Release", "-o", "out");
        var (server, line) = await Programs.ServeAsync(
            folder, "dotnet", ["out/Api.dll", "--urls", "http://127.0.0.1:0"], "Now listening on: ");
        using (server)
        {
            using var client = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]) };
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Cancellation },
                async (i, cancellation) =>
                {
                    var point = Points[i % Points.Length];
                    using var response = await client.PostAsJsonAsync("/predict", point, cancellation);
                    var answer = await response.Content.ReadFromJsonAsync<float[]>(cancellation);
                    Assert.Equal(Math.Abs(point[0]) < 0.5f, Assert.Single(answer!) > 0.5f);
                });
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_worker_service_has_the_model_too()
    {
        var folder = await feed.NewAsync("worker", "Works", "Bantam.DependencyInjection", """
            using Bantam.Onnx;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddBantamModel("circle.onnx");
            builder.Services.AddHostedService<Answering>();
            builder.Build().Run();

            sealed class Answering(Model circle, IHostApplicationLifetime app) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    var answer = await circle.RunAsync(Bantam.Tensors.Tensor.From(new float[2], 1, 2), stop);
                    Console.WriteLine($"Answer: {answer.ToArray<float>()[0] > 0.5f}");
                    app.StopApplication();
                }
            }
            """);
        await CopyModelAsync(folder);
        Assert.Contains("Answer: True", await Programs.RunAsync(folder, "dotnet", "run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_is_a_tool()
    {
        var (model, bantam) = (Path.Combine(await feed.Trained.Value, "circle.onnx"), await feed.Command.Value);
        var file = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Feed.Packages, "Bantam.Cli.*").Single());
        var version = await Programs.RunAsync(feed.Root, bantam, "--version");
        Assert.StartsWith(file["Bantam.Cli.".Length..], version, StringComparison.Ordinal);
        var run = await Programs.RunAsync(feed.Root, bantam, "run", model, "--input", "0.1,0.1");
        var number = run[(run.IndexOf('[', run.IndexOf('\n', StringComparison.Ordinal)) + 1)..].Split(']', ',')[0].Trim('[', ' ');
        Assert.InRange(float.Parse(number, CultureInfo.InvariantCulture), 0.5f, 1);
    }

    private async Task CopyModelAsync(string folder) =>
        File.Copy(Path.Combine(await feed.Trained.Value, "circle.onnx"), Path.Combine(folder, "circle.onnx"));
}
