using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Optimizers;

/// <summary>Linear regression, 3 inputs and 2 outputs, once compiled and once in plain loops of doubles.</summary>
internal sealed class LinearProblem
{
    private const int Samples = 5, In = 3, Out = 2;
    private readonly Tensor _x = TestTensors.Normal(1, Samples, In);
    private readonly Tensor _y = TestTensors.Normal(2, Samples, Out);

    /// <summary>The weights and the bias after so many compiled steps.</summary>
    public double[] Train(Optimizer optimizer, int steps)
    {
        var model = new Sequential(new Dense(Out)) { Seed = 3 };
        Field[] fields = [new("x", ElementType.Float, Shape.Of(In)), new("y", ElementType.Float, Shape.Of(Out))];
        var step = TrainingStep.Build(model, fields, Samples, new MeanSquaredError(), optimizer);
        var compiled = new Compiled(step.Graph);
        for (var i = 0; i < steps; i++)
        {
            step.State.LearningRate.Value.Span<float>()[0] = optimizer.LearningRate.At(i);
            compiled.LoadVariables();
            compiled.Run(_x, _y);
        }

        Assert.Equal(steps, step.State.Step.Value.Span<int>()[0]);
        return [.. model.Variables.SelectMany(v => v.Value.ToArray<float>()).Select(w => (double)w)];
    }

    /// <summary>The same in doubles; <paramref name="update"/> changes the weights by their gradients.</summary>
    public double[] Expect(int steps, Action<int, double[], double[]> update)
    {
        var model = new Sequential(new Dense(Out)) { Seed = 3 };
        model.Build(In);
        var w = model.Variables.SelectMany(v => v.Value.ToArray<float>()).Select(v => (double)v).ToArray();
        var (x, y) = (_x.ToArray<float>(), _y.ToArray<float>());
        for (var step = 0; step < steps; step++)
        {
            var g = new double[w.Length];
            for (var s = 0; s < Samples; s++)
            {
                for (var o = 0; o < Out; o++)
                {
                    var error = w[(In * Out) + o] - y[(s * Out) + o];
                    for (var i = 0; i < In; i++) error += x[(s * In) + i] * w[(i * Out) + o];
                    var scaled = 2 * error / (Samples * Out);
                    for (var i = 0; i < In; i++) g[(i * Out) + o] += scaled * x[(s * In) + i];
                    g[(In * Out) + o] += scaled;
                }
            }

            update(step, w, g);
        }

        return w;
    }
}
