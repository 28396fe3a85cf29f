using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Operators.Randomness;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// Random numbers are those of the published generator, are distributed as they should be, and depend on each part of their key.
/// </summary>
public sealed class RandomnessTests
{
    private const int Count = 100_000;

    /// <summary>The known answers of Threefry-2x32-20 that its authors publish: counter, key, result.</summary>
    public static TheoryData<uint, uint, uint, uint, uint, uint> KnownAnswers => new()
    {
        { 0, 0, 0, 0, 0x6b200159, 0x99ba4efe },
        { uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, 0x1cb996fc, 0xbb002be7 },
        { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0 },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Threefry_gives_its_known_answers(uint counter0, uint counter1, uint key0, uint key1, uint first, uint second)
    {
        Assert.Equal((first, second), Threefry.Block(key0, key1, counter0, counter1));
        var words = Threefry.Block((Integer(key0), Integer(key1)), (Integer(counter0), Integer(counter1)));
        Assert.Equal(first, (uint)new BodySteps<int>(words.First).Run([], 0).Whole);
        Assert.Equal(second, (uint)new BodySteps<int>(words.Second).Run([], 0).Whole);

        static Constant Integer(uint bits) => Constant.Integer((int)bits);
    }

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly()
    {
        var numbers = Draw(new RandomUniform(ElementType.Float, [Count], -1, 3), seed: 1, step: 0);
        Assert.InRange(numbers.Min(), -1, -0.999f);
        Assert.InRange(numbers.Max(), 2.999f, 3);
        for (var quarter = -1; quarter < 3; quarter++)
            Assert.InRange(numbers.Count(x => x >= quarter && x < quarter + 1), 0.24 * Count, 0.26 * Count);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_distribution()
    {
        var numbers = Draw(new RandomNormal(ElementType.Float, [Count], 0, 1), seed: 1, step: 0);
        Assert.InRange(numbers.Average(), -0.02, 0.02);
        Assert.InRange(numbers.Average(x => x * x), 0.98, 1.02);
        Assert.InRange(numbers.Average(x => x * x * x), -0.05, 0.05);
        Assert.InRange(numbers.Average(x => x * x * x * x), 2.9, 3.1);
    }

    [Fact]
    public void Seed_step_and_stream_each_give_other_numbers()
    {
        var first = Draw(new RandomUniform(ElementType.Float, [100], 0, 1), seed: 1, step: 0);
        Assert.Equal(first, Draw(new RandomUniform(ElementType.Float, [100], 0, 1), seed: 1, step: 0));
        Assert.NotEqual(first, Draw(new RandomUniform(ElementType.Float, [100], 0, 1), seed: 2, step: 0));
        Assert.NotEqual(first, Draw(new RandomUniform(ElementType.Float, [100], 0, 1), seed: 1, step: 1));
        Assert.NotEqual(first, Draw(new RandomUniform(ElementType.Float, [100], 0, 1, Stream: 1), seed: 1, step: 0));
    }

    [Fact]
    public void Dropout_keeps_the_share_that_it_should_and_the_mean()
    {
        var graph = Graph.Trace([("step", new TensorType(ElementType.Int32, Shape.Scalar))], inputs =>
        {
            var ones = Tensor.Full(1f, Shape.Of(Count));
            return [("y", new Dropout(Seed: 5).Apply(ones, 0.25, Tensor.Scalar(true), null, inputs[0])[0])];
        });
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        session.Run();
        var numbers = session.Output<float>("y").ToArray();
        Assert.InRange(numbers.Count(x => x == 0), 0.24 * Count, 0.26 * Count);
        Assert.All(numbers, x => Assert.True(x == 0 || Math.Abs(x - (4.0 / 3)) < 1e-6));
    }

    [Fact]
    public void Bernoulli_numbers_are_one_as_often_as_their_probability_says()
    {
        foreach (var probability in (float[])[0.1f, 0.5f, 0.8f])
        {
            var numbers = new Bernoulli(Seed: 7).ApplyOne(Tensor.Full(probability, Shape.Of(Count))).ToArray<float>();
            Assert.All(numbers, x => Assert.True(x is 0 or 1));
            Assert.InRange(numbers.Average(), probability - 0.01, probability + 0.01);
        }
    }

    [Fact]
    public void Multinomial_draws_each_class_as_often_as_its_probability_says()
    {
        float[] shares = [0.1f, 0, 0.6f, 0.3f];
        var logits = Tensor.From([.. shares.Select(p => MathF.Log(p) + 3)], 1, shares.Length);
        var classes = new Multinomial(SampleSize: Count, Seed: 7).ApplyOne(logits).ToArray<int>();
        for (var c = 0; c < shares.Length; c++)
            Assert.InRange(classes.Count(drawn => drawn == c) / (double)Count, shares[c] * 0.97, shares[c] * 1.03);
    }

    private static float[] Draw(RandomOperator op, int seed, int step)
    {
        var scalar = new TensorType(ElementType.Int32, Shape.Scalar);
        var graph = Graph.Trace([("seed", scalar), ("step", scalar)], inputs => [("y", op.ApplyOne(inputs[0], inputs[1]))]);
        var session = new Session(Planner.Plan(graph, CpuTargets.Best));
        session.Input<int>("seed")[0] = seed;
        session.Input<int>("step")[0] = step;
        session.Run();
        return session.Output<float>("y").ToArray();
    }
}
