using Bantam.Kernels;

namespace Bantam.Web.JavaScript;

/// <summary>Plain JavaScript, for browsers and programs that have no WebAssembly.</summary>
public static class JavaScriptTarget
{
    /// <summary>
    /// Without vectors, and every operation rounds. V8 converts each float to a double and back, which takes two of its sixteen
    /// registers; tiles of four rows and two columns were the fastest.
    /// </summary>
    public static Target Plain { get; } = new("js", 1, Fused: false, Registers: 11, L1Bytes: 32 << 10, L2Bytes: 512 << 10);
}
