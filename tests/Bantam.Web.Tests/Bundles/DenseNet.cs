using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Dense layers.</summary>
internal sealed class DenseNet : TestNet
{
    private readonly List<(Variable Weight, Variable Bias)> _layers = [];

    public DenseNet(int depth, int width, int classes = Classes)
        : base($"dense-{depth}")
    {
        for (var i = 0; i <= depth; i++)
        {
            var (inputs, outputs) = (i == 0 ? Pixels : width, i == depth ? classes : width);
            _layers.Add((Weights($"dense{i}/kernel", inputs, outputs, inputs, outputs), Bias($"dense{i}/bias", outputs)));
        }
    }

    protected override Tensor Scores(Tensor image)
    {
        for (var i = 0; i < _layers.Count; i++)
        {
            image = image.MatMul(_layers[i].Weight) + _layers[i].Bias;
            if (i < _layers.Count - 1) image = image.Relu();
        }

        return image;
    }
}
