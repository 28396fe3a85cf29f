using Bantam.Graphs;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Loss;
using Bantam.Operators.Movement;

namespace Bantam.Web.Bundles;

/// <summary>
/// Which inputs of a training step are numbers of classes. A kernel adds nothing for a label that is no class, so the runtime, which
/// sees the numbers before they are used, is what can tell.
/// </summary>
internal static class LabelClasses
{
    /// <summary>The number of classes by the name of the input.</summary>
    public static Dictionary<string, int> Of(Graph step)
    {
        var classes = new Dictionary<string, int>();
        foreach (var node in step.Nodes)
        {
            if (node.Operator is not SoftmaxCrossEntropyLoss { IgnoreIndex: null }) continue;
            var labels = Source(node.Inputs[1]!);
            if (step.Inputs.Contains(labels)) classes[labels.Name] = node.Inputs[0]!.Type.Shape[1].Size;
        }

        return classes;
    }

    /// <summary>What a value is another shape or type of.</summary>
    private static Value Source(Value value)
    {
        while (value.Producer is { Operator: MovementOperator or Cast } producer) value = producer.Inputs[0]!;
        return value;
    }
}
