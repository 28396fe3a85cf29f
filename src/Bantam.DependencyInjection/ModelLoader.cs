using System.Diagnostics.CodeAnalysis;
using Bantam.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bantam.DependencyInjection;

/// <summary>Loads a model when the app starts, before it takes requests.</summary>
internal sealed class ModelLoader(BantamModelOptions options, Func<Model> model) : IHostedService
{
    /// <summary>The model of a file in the app's folder.</summary>
    [RequiresDynamicCode("See Model.")]
    public static Model Load(IServiceProvider provider, string path, BantamModelOptions options)
    {
        var root = provider.GetService<IHostEnvironment>()?.ContentRootPath ?? Environment.CurrentDirectory;
        return Model.Load(Path.Combine(root, path), options.Threads);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var loaded = model();
            options.WarmUp?.Invoke(loaded);
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
