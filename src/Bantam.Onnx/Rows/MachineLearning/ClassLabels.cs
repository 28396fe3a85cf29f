using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>The labels of a classifier's classes: texts or integers.</summary>
/// <param name="node">The classifier.</param>
/// <param name="integers">The attribute that has them as integers.</param>
internal sealed class ClassLabels(OnnxNode node, string integers = "classlabels_ints")
{
    private readonly Items<string>? _texts = node.Attributes.Texts("classlabels_strings", null);
    private readonly Items<long>? _numbers = node.Attributes.Longs(integers, null);

    /// <summary>How many there are.</summary>
    public int Count => _texts?.Count ?? _numbers?.Count ?? 0;

    /// <summary>The labels of classes, which are given by numbers, [N].</summary>
    public Tensor Of(Tensor classes) => All().Gather(classes);

    /// <summary>The label of the second class where a condition holds, [N, 1], else that of the first one.</summary>
    public Tensor OfTwo(Tensor condition)
    {
        Tensor labels = Count == 2 ? All() : _texts is null ? Tensor.From([0L, 1]) : Tensor.From(["0", "1"]);
        return labels.Gather(condition.Cast(ElementType.Int64).Reshape(-1));
    }

    private Tensor All() => _texts is not null ? Tensor.From([.. _texts])
        : _numbers is not null ? Tensor.From<long>([.. _numbers])
        : throw node.Error($"a classifier has labels, 'classlabels_strings' or '{integers}'; both are missing.");
}
