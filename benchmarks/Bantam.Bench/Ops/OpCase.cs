using Bantam.Graphs;

namespace Bantam.Bench.Ops;

/// <summary>One kernel to be measured: that of the most work in the plan of a graph.</summary>
/// <param name="Name">Its name in rows and tables; the kind of kernel is what stands before the blank.</param>
/// <param name="Graph">What is computed; its inputs are floats.</param>
/// <param name="MultiplyAdds">Those of a product or a convolution; 0 of what only moves memory.</param>
/// <param name="Bytes">Bytes that must be read and written, of what only moves memory.</param>
internal sealed record OpCase(string Name, Graph Graph, long MultiplyAdds, long Bytes)
{
    /// <summary>Whether arithmetic is what takes the time.</summary>
    public bool IsArithmetic => MultiplyAdds > 0;

    /// <summary>GFLOP/s or GB/s.</summary>
    public double Rate(double milliseconds) => (IsArithmetic ? 2 * MultiplyAdds : Bytes) / milliseconds / 1e6;
}
