using System.Net.Http.Json;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bantam.DependencyInjection.Tests;

/// <summary>A model in an app: loaded when it starts, the same for everybody, run by many at once.</summary>
public sealed class AddBantamModelTests : IDisposable
{
    private const int Clients = 32, Width = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-services-").FullName;

    public AddBantamModelTests()
    {
        SaveScaled("twice.onnx", 2);
        SaveScaled("thrice.onnx", 3);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Many_clients_of_a_web_API_get_their_own_answers()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddBantamModel("twice.onnx");
        await using var app = builder.Build();
        app.MapPost("/predict", (float[] numbers, Model model) => model.Run(numbers));
        await app.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Clients * 4), new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Cancellation },
            async (i, cancellation) =>
            {
                float[] numbers = [.. Enumerable.Range(i, Width).Select(n => (float)n)];
                using var response = await client.PostAsJsonAsync("/predict", numbers, cancellation);
                var answer = await response.Content.ReadFromJsonAsync<float[]>(cancellation);
                Assert.Equal(numbers.Select(n => 2 * n), answer!);
            });
        await app.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Models_have_keys_and_are_warmed_up_when_the_app_starts()
    {
        var warmed = new List<Model>();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder });
        builder.Services.AddKeyedBantamModel("twice", "twice.onnx", options => options.WarmUp = warmed.Add);
        builder.Services.AddKeyedBantamModel("thrice", "thrice.onnx", options => (options.WarmUp, options.Threads) = (warmed.Add, 1));
        using var app = builder.Build();
        Assert.Empty(warmed);
        await app.StartAsync(Cancellation);
        var thrice = app.Services.GetRequiredKeyedService<Model>("thrice");
        Assert.Equal([app.Services.GetRequiredKeyedService<Model>("twice"), thrice], warmed);
        Assert.Equal(1, thrice.Threads);
        Assert.Equal(3f, thrice.Run(Enumerable.Repeat(1f, Width).ToArray())[0]);
        await app.StopAsync(Cancellation);
    }

    [Fact]
    public async Task An_app_whose_model_is_missing_does_not_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder });
        builder.Services.AddBantamModel("missing.onnx");
        using var app = builder.Build();
        var error = await Assert.ThrowsAsync<FileNotFoundException>(() => app.StartAsync(Cancellation));
        Assert.Contains(Path.Combine(_folder, "missing.onnx"), error.Message, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private void SaveScaled(string name, float factor)
    {
        var graph = Graph.Trace([("x", new TensorType(ElementType.Float, new Shape("batch", Width)))], x => [("y", x[0] * factor)]);
        OnnxModel.Save(graph, Path.Combine(_folder, name));
    }
}
