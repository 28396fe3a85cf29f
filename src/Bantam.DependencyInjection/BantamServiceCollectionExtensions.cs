using System.Diagnostics.CodeAnalysis;
using Bantam.DependencyInjection;
using Bantam.Onnx;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Models as services: one <see cref="Model"/> for the whole app, which any number of callers may run at once.</summary>
public static class BantamServiceCollectionExtensions
{
    private const string Emits = "Emits IL, which ahead-of-time compiled apps cannot run: compile the model to C# instead.";

    /// <summary>
    /// Adds the model of an ONNX file as the singleton <see cref="Model"/>. It is loaded when the app starts, so that an app whose model
    /// is missing or damaged does not start.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="path">The file; a relative path begins at the app's content root.</param>
    /// <param name="configure">How it is loaded and run; null for the usual.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    [RequiresDynamicCode(Emits)]
    public static IServiceCollection AddBantamModel(
        this IServiceCollection services, string path, Action<BantamModelOptions>? configure = null)
    {
        var options = OptionsOf(services, path, configure);
        services.AddSingleton(provider => ModelLoader.Load(provider, path, options));
        return services.AddSingleton<IHostedService>(
            provider => new ModelLoader(options, () => provider.GetRequiredService<Model>()));
    }

    /// <summary>
    /// Adds the model of an ONNX file under a key, for apps with several: ask for it with
    /// <c>[FromKeyedServices("faces")] Model faces</c>.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="key">The key.</param>
    /// <param name="path">The file; a relative path begins at the app's content root.</param>
    /// <param name="configure">How it is loaded and run; null for the usual.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    [RequiresDynamicCode(Emits)]
    public static IServiceCollection AddKeyedBantamModel(
        this IServiceCollection services, object key, string path, Action<BantamModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        var options = OptionsOf(services, path, configure);
        services.AddKeyedSingleton(key, (provider, _) => ModelLoader.Load(provider, path, options));
        return services.AddSingleton<IHostedService>(
            provider => new ModelLoader(options, () => provider.GetRequiredKeyedService<Model>(key)));
    }

    private static BantamModelOptions OptionsOf(IServiceCollection services, string path, Action<BantamModelOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new BantamModelOptions();
        configure?.Invoke(options);
        return options;
    }
}
