using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Tensors;

namespace Bantam.Vision.Tests;

/// <summary>Anchors are those that real detectors were trained with.</summary>
public sealed class AnchorTests
{
    /// <summary>The file has centres and sizes as constants, since it decodes its boxes itself.</summary>
    [Fact]
    public void Anchors_of_UltraFace_are_those_in_its_file()
    {
        var anchors = SsdAnchors.UltraFace(320, 240);
        var graph = OnnxModel.Load(SharedData.Find("models/ultraface/rfb-320.onnx")).Graph;
        var pairs = graph.Nodes.SelectMany(n => n.Inputs).Select(i => i?.Constant ?? i?.Variable?.Value).OfType<Tensor>().Distinct()
            .Where(c => c.Shape.Rank == 3 && c.Shape[1] == anchors.Count).Select(c => c.ToArray<float>()).ToArray();
        Assert.Contains(
            pairs, pair => IsClose(pair, i => (anchors[i].Left + anchors[i].Right) / 2, i => (anchors[i].Top + anchors[i].Bottom) / 2));
        Assert.Contains(pairs, pair => IsClose(pair, i => anchors[i].Width, i => anchors[i].Height));

        bool IsClose(float[] pair, Func<int, float> x, Func<int, float> y) => pair.Length == 2 * anchors.Count
            && Enumerable.Range(0, anchors.Count).All(
                i => Math.Abs(pair[2 * i] - x(i)) < 1e-5 && Math.Abs(pair[(2 * i) + 1] - y(i)) < 1e-5);
    }
}
