using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Bench.Cases;

/// <summary>The graph of a product of two matrices.</summary>
internal static class ProductGraph
{
    /// <summary>The left factor.</summary>
    public const string Left = "a";

    /// <summary>The right factor.</summary>
    public const string Right = "b";

    /// <summary>The product.</summary>
    public const string Output = "c";

    /// <summary>C[m,n] = A[m,k] · B[k,n].</summary>
    public static Graph Of(int m, int k, int n) => Graph.Trace(
        [(Left, TensorType.Float(m, k)), (Right, TensorType.Float(k, n))], inputs => [(Output, inputs[0].MatMul(inputs[1]))]);
}
