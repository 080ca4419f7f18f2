namespace AethergenAI.Core.Tests.Generation;

/// <summary>Values that no option takes, and what people are told: the same wherever they write them.</summary>
public static class BadOptions
{
    /// <summary>Generator, option, value as JSON, and what it must be.</summary>
    public static TheoryData<string, string, string, string> All =>
        new()
        {
            { "arn", "precision", "\"fp7\"", "one of fp32, fp16, int8, int8-static, fp8" },
            { "arn", "order", "\"size\"", "one of fixed, random, mutual-information" },
            { "arn", "dropout", "0.95", "a number from 0 to 0.9" },
            { "arn", "width", "513", "a whole number from 0 to 512" },
            { "arn", "predict-ahead", "0", "a whole number from 1 to 64" },
            { "arn", "experts", "2.5", "a whole number from 0 to 32" },
            { "arn", "dense", "\"yes\"", "one of no, parameters, compute" },
            { "trees", "trees", "-5", "a whole number from 1 to 64" },
            { "trees", "trees", "65", "a whole number from 1 to 64" },
            { "trees", "min-leaf", "-1", "a whole number from 0 to 2147483647" },
            { "trees", "order", "\"random\"", "one of mutual-information, size, fixed" },
            { "trees", "replay-check", "\"perhaps\"", "true or false" },
            { "auto", "candidates", "\"trees,mst\"", "one or more of trees, copula, arn, independent" },
            { "auto", "time-limit", "-1", "a number of at least 0" },
            { "independent", "epsilon", "0", "a number above 0" },
            { "mst", "delta", "1", "a number above 0 and below 1" },
            { "mst", "domain-share", "1", "a number from 0 to 0.9" },
            { "mst", "iterations", "0", "a whole number from 1 to 10000" },
            { "aim", "workload", "4", "a whole number from 1 to 3" },
            { "aim", "model-size", "201", "a number from 0.001 to 200" },
            { "aim", "rounds", "0.5", "a number from 1 to 100" },
            { "aim", "weights", "\"age=101\"", "columns, each with '=' and a whole number from 1 to 100" },
        };
}
