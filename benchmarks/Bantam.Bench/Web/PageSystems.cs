namespace Bantam.Bench.Web;

/// <summary>The systems that run models in a page, on so many threads, which a page has for all of its models.</summary>
internal static class PageSystems
{
    /// <summary>WebAssembly with relaxed SIMD.</summary>
    public static string Ours(int threads) => $"bantam/wasm-relaxed/{threads}t";

    /// <summary>ONNX Runtime Web in WebAssembly with SIMD.</summary>
    public static string OnnxRuntime(int threads) => $"onnxruntime-web/{threads}t";

    /// <summary>TensorFlow.js in WebAssembly with SIMD, on models in its own format.</summary>
    public static string TensorFlow(int threads) => $"tfjs-wasm/{threads}t";

    /// <summary>LiteRT.js in WebAssembly, on files of TensorFlow Lite, which there are none of.</summary>
    public static string LiteRt(int threads) => $"litert/{threads}t";

    /// <summary>All but ours.</summary>
    public static IReadOnlyList<string> Peers(int threads) => [OnnxRuntime(threads), TensorFlow(threads)];

    /// <summary>Whether a system is ours.</summary>
    public static bool IsOurs(string system) => system.StartsWith("bantam/", StringComparison.Ordinal);

    /// <summary>The kind of a system, whatever threads it has.</summary>
    public static string KindOf(string system) => system[..system.LastIndexOf('/')];
}
