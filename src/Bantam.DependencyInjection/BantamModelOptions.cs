using Bantam.Onnx;

namespace Bantam.DependencyInjection;

/// <summary>How a model of an app is loaded and run.</summary>
public sealed class BantamModelOptions
{
    /// <summary>
    /// How many threads compute one run; null for as many as there are processors. A server that is asked by many callers at once
    /// answers them side by side whatever this says: who finds the processors taken runs alone.
    /// </summary>
    public int? Threads { get; set; }

    /// <summary>
    /// A first run, when the app starts, on inputs like those that will come: it compiles the model for their sizes, which otherwise the
    /// first caller waits for. Null for none.
    /// </summary>
    public Action<Model>? WarmUp { get; set; }
}
