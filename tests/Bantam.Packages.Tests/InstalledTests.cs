using System.Globalization;
using System.Net.Http.Json;

namespace Bantam.Packages.Tests;

/// <summary>Empty projects with a package of ours: what a new user makes first.</summary>
[Trait("Speed", "slow")]
public sealed class InstalledTests(Feed feed)
{
    private const int Clients = 32, Requests = 256;
    private static readonly float[][] Questions = [[0, 0], [0, 1], [1, 0], [1, 1]];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_console_app_trains_saves_loads_and_compiles() => Assert.True(File.Exists(await feed.Model.Value));

    [Fact]
    public async Task A_web_API_answers_many_clients_at_once()
    {
        var model = await feed.Model.Value;
        var folder = await feed.NewAsync("web", "Api", "Bantam.DependencyInjection", """
            using Bantam.Onnx;

            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddBantamModel("xor.onnx", options => options.WarmUp = model => model.Run(new float[2]));
            var app = builder.Build();
            app.MapPost("/predict", (float[] numbers, Model xor) => xor.Run(numbers));
            app.Run();
            """);
        File.Copy(model, Path.Combine(folder, "xor.onnx"));
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
                    var question = Questions[i % Questions.Length];
                    using var response = await client.PostAsJsonAsync("/predict", question, cancellation);
                    var answer = await response.Content.ReadFromJsonAsync<float[]>(cancellation);
                    Assert.Equal(question[0] != question[1], Assert.Single(answer!) > 0.5f);
                });
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_worker_service_has_the_model_too()
    {
        var model = await feed.Model.Value;
        var folder = await feed.NewAsync("worker", "Works", "Bantam.DependencyInjection", """
            using Bantam.Onnx;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddBantamModel("xor.onnx");
            builder.Services.AddHostedService<Answering>();
            builder.Build().Run();

            sealed class Answering(Model xor, IHostApplicationLifetime app) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stop)
                {
                    var answer = await xor.RunAsync(Bantam.Tensors.Tensor.From(new float[] { 0, 1 }, 1, 2), stop);
                    Console.WriteLine($"Answer: {answer.ToArray<float>()[0] > 0.5f}");
                    app.StopApplication();
                }
            }
            """);
        File.Copy(model, Path.Combine(folder, "xor.onnx"));
        Assert.Contains("Answer: True", await Programs.RunAsync(folder, "dotnet", "run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_is_a_tool()
    {
        var (model, bantam) = (await feed.Model.Value, await feed.Command.Value);
        var file = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Feed.Packages, "Bantam.Cli.*").Single());
        var version = await Programs.RunAsync(feed.Root, bantam, "--version");
        Assert.StartsWith(file["Bantam.Cli.".Length..], version, StringComparison.Ordinal);
        var run = await Programs.RunAsync(feed.Root, bantam, "run", model, "--input", "0,1");
        var number = run[(run.IndexOf('[', run.IndexOf('\n', StringComparison.Ordinal)) + 1)..].Split(']', ',')[0].Trim('[', ' ');
        Assert.InRange(float.Parse(number, CultureInfo.InvariantCulture), 0.5f, 1);
    }
}
