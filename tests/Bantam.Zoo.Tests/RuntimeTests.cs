using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Zoo.Tests;

/// <summary>What a model's file computes: in ONNX Runtime the same as here, and numbers of a scale that training can start from.</summary>
public sealed class RuntimeTests
{
    /// <summary>Models that take seconds to run are judged where time is taken.</summary>
    private static readonly string[] Large = ["vgg-16", "xception", "inception-v3"];

    /// <summary>Models that are small enough to run on every target.</summary>
    private static readonly string[] Small = ["resnet-20", "shufflenet-v2", "mobilenet-v3-small"];

    public static TheoryData<string> Names =>
        [.. ModelZoo.All.Select(m => m.Name).Where(n => !Large.Contains(n) || Environment.GetEnvironmentVariable("BANTAM_LONG") == "1")];

    public static TheoryData<string, string> SmallOnTargets =>
        [.. Small.SelectMany(name => CpuTargets.All.Select(t => (name, t.Name)))];

    [Theory, MemberData(nameof(Names))]
    public void A_file_computes_the_same_in_onnx_runtime_and_its_outputs_are_of_a_sane_scale(string name)
    {
        var file = Made.Bytes(Made.File(name));
        var images = Tensor.Concat(0, Made.Images(name, 1, seed: 1), Made.Images(name, 1, seed: 2));
        var expected = Ort.Run(file, new Dictionary<string, Tensor> { ["input"] = images });
        Agree(expected, file, images, threads: 1);
        Agree(expected, file, images, threads: 2);
        foreach (var (output, tensor) in expected)
        {
            var numbers = tensor.ToArray<float>();
            Assert.InRange(Deviation(numbers), 0.1, 20);

            // What is seen makes a difference.
            var half = numbers.Length / 2;
            var difference = Deviation([.. numbers.Take(half).Zip(numbers.Skip(half), (a, b) => a - b)]);
            Assert.True(difference > 1e-3 * Deviation(numbers), $"'{output}' of {name} hardly depends on the image: {difference}.");
        }
    }

    [Theory, MemberData(nameof(SmallOnTargets))]
    public void A_small_model_computes_the_same_on_every_target(string name, string target)
    {
        var file = Made.Bytes(Made.File(name));
        var images = Made.Images(name, 1, seed: 3);
        var expected = Ort.Run(file, new Dictionary<string, Tensor> { ["input"] = images });
        foreach (var threads in (int[])[1, 2]) Agree(expected, file, images, threads, target);
    }

    private static void Agree(Dictionary<string, Tensor> expected, byte[] file, Tensor images, int threads, string? target = null)
    {
        var model = Model.Load(file, threads, CpuTargets.All.SingleOrDefault(t => t.Name == target));
        var actual = model.Run(new Dictionary<string, Tensor> { ["input"] = images });
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected)
        {
            Assert.Equal(tensor.Type, actual[output].Type);
            var (theirs, ours) = (tensor.ToArray<float>(), actual[output].ToArray<float>());
            var largest = theirs.Max(Math.Abs);
            var difference = theirs.Zip(ours, (a, b) => float.IsFinite(b) ? Math.Abs(a - b) : float.PositiveInfinity).Max();
            Assert.True(difference <= 1e-4 * largest, $"'{output}' differs by {difference} at most; the largest is {largest}.");
        }
    }

    private static double Deviation(float[] numbers)
    {
        var mean = numbers.Average();
        return Math.Sqrt(numbers.Average(x => ((double)x - mean) * (x - mean)));
    }
}
