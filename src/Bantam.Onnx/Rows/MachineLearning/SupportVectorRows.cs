using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Support vector machines: sums of a kernel function of the features and of each support vector.</summary>
internal static class SupportVectorRows
{
    private enum Kernel
    {
        Linear,
        Poly,
        Rbf,
        Sigmoid,
    }

    public static Tensor[] Regressor(OnnxNode node)
    {
        var (count, coefficients) = (node.Attributes.Int("n_supports", 0), Features.Required(node, "coefficients"));
        var rho = Features.Required(node, "rho")[0];
        var values = count > 0 ? Values(node, count) : Features.Matrix(node);
        if (count == 0) Ignore(node);
        var scores = values.MatMul(Features.Tensor(node, "coefficients", coefficients, coefficients.Count, 1)) + rho;

        // A machine of one class says whether a sample is of it.
        if (node.Attributes.Bool("one_class", false, null)) scores = Tensor.Where(scores > 0f, scores.Number(1), scores.Number(-1));
        return node.Give(PostTransforms.ApplyToOne(PostTransforms.Of(node), scores));
    }

    /// <summary>The kernel function of each sample and each support vector, [N, V].</summary>
    public static Tensor Values(OnnxNode node, int count)
    {
        var numbers = Features.Required(node, "support_vectors");
        var columns = Features.Columns(node, "support_vectors", numbers.Count, count);
        var (x, vectors) = (Features.Matrix(node), Features.Tensor(node, "support_vectors", numbers, count, columns));
        var parameters = node.Attributes.Floats("kernel_params", null);
        if (parameters is { Count: < 3 }) throw node.Error("attribute 'kernel_params' has gamma, coef0 and degree.");
        var (gamma, shift, degree) = parameters is null ? (0f, 0f, 0f) : (parameters[0], parameters[1], parameters[2]);
        var kernel = node.Attributes.Choice(
            "kernel_type", "LINEAR",
            [("LINEAR", Kernel.Linear), ("POLY", Kernel.Poly), ("RBF", Kernel.Rbf), ("SIGMOID", Kernel.Sigmoid)], null);

        // Squares of differences, and not |x|² − 2x·v + |v|², which loses all digits where features are large.
        if (kernel == Kernel.Rbf) return ((x.Unsqueeze(1) - vectors).ReduceSumSquare([2]) * -gamma).Exp();
        var products = x.MatMul(vectors.Transpose(1, 0));
        return kernel switch
        {
            Kernel.Poly => ((products * gamma) + shift).Pow(degree),
            Kernel.Sigmoid => ((products * gamma) + shift).Tanh(),
            _ => products,
        };
    }

    /// <summary>What a machine without support vectors may have and does not need.</summary>
    public static void Ignore(OnnxNode node)
    {
        foreach (var name in (string[])["support_vectors", "kernel_params", "kernel_type"]) node.Attributes.Ignore(name);
    }
}
