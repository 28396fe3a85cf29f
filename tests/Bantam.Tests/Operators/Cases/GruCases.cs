using Bantam.Operators.Recurrent;
using static Bantam.Operators.Recurrent.RecurrentFunction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GruCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        // One unit, one step, all weights and inputs 1, h = 1: z = r = σ(2); tanh(1 + r), as the product with r is r either way.
        .. from isLinear in (bool[])[false, true]
           select new OperatorCase($"GRU of one step by hand, {(isLinear ? "linear" : "reset")} first",
               new Gru(1, LinearBeforeReset: isLinear), [Ones(1, 1, 1), Ones(1, 3, 1), Ones(1, 3, 1), null, null, Ones(1, 1, 1)])
           { Expected = [Floats([0.9945838f], 1, 1, 1, 1), Floats([0.9945838f], 1, 1, 1)] },
        .. from direction in Enum.GetValues<RecurrentDirection>()
           let directions = direction == RecurrentDirection.Bidirectional ? 2 : 1
           from isLinear in (bool[])[false, true]
           from hasBias in (bool[])[false, true]
           select new OperatorCase(
               $"GRU of 4 steps, {direction}{(isLinear ? ", linear before reset" : "")}{(hasBias ? " with biases and lengths" : "")}",
               new Gru(3, direction, isLinear),
               [
                   Numbers(4, 2, 5), Numbers(directions, 9, 5), Numbers(directions, 9, 3),
                   hasBias ? (CaseInput)Numbers(directions, 18) : null,
                   hasBias ? (CaseInput)Of([4, 1]) : null, Numbers(directions, 2, 3),
               ])
           { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("GRU of other functions", new Gru(2) { Clip = 0.75f, Activations = [HardSigmoid, Softsign] },
            [Numbers(3, 2, 3), Numbers(1, 6, 3), Numbers(1, 6, 2), Numbers(1, 12)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
