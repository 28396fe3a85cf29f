using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Training.Data;
using Microsoft.ML.OnnxRuntime;

namespace Bantam.Cli.Tests.Commands;

/// <summary>ONNX Runtime as the judge of what <c>bantam train</c> saves.</summary>
public sealed class OnnxRuntimeTests
{
    private const int Batch = 500;

    [Fact]
    public async Task ONNX_Runtime_predicts_the_same_for_every_test_image()
    {
        var data = Path.GetDirectoryName(SharedData.Find("data/mnist/t10k-images-idx3-ubyte.gz"))!;
        using var scratch = new Scratch();
        var trained =
            (await CliRun.Succeed("train", "--data", data, "--samples", "3000", "--epochs", "1", "--out",
            scratch["cnn.onnx"], "--json")).Json;

        var test = Mnist.Open(data).Test;
        var batch = new Dictionary<string, int> { ["batch"] = Batch };
        var plan = Planner.Plan(OnnxModel.Load(scratch["cnn.onnx"]).Graph, CpuTargets.Best, dimensions: batch);
        var ours = new Session(plan);
        using var theirs = new InferenceSession(scratch["cnn.onnx"]);
        var right = 0;
        for (var start = 0; start < test.Count; start += Batch)
        {
            var images = test[0].Bytes.Slice(start * 784, Batch * 784).ToArray();
            images.CopyTo(ours.Input<byte>("image"));
            ours.Run();
            using var input = OrtValue.CreateTensorValueFromMemory(images, [Batch, 28, 28, 1]);
            using var outputs = theirs.Run(new RunOptions(), ["image"], [input], ["probabilities"]);
            var (mine, other) = (ours.Output<float>("probabilities").ToArray(), outputs[0].GetTensorDataAsSpan<float>().ToArray());
            for (var i = 0; i < Batch; i++)
            {
                var a = mine.AsSpan(i * 10, 10);
                var b = other.AsSpan(i * 10, 10);
                Assert.Equal(Highest(b), Highest(a));
                for (var c = 0; c < 10; c++) Assert.Equal(b[c], a[c], 1e-5f + (1e-4f * b[c]));
                if (Highest(a) == test[1].Bytes[start + i]) right++;
            }
        }

        Assert.Equal((double)right / test.Count, trained.GetProperty("test_accuracy").GetDouble());
    }

    private static int Highest(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return best;
    }
}
