import keras
import pandas as pd
from keras import layers

cars = pd.read_csv("cars.csv").dropna()
train = cars.sample(frac=0.8, random_state=1)
test = cars.drop(train.index)
x_train, x_test = train.drop(columns="mpg"), test.drop(columns="mpg")

def learn(*hidden):
    normalize = layers.Normalization()
    normalize.adapt(x_train.to_numpy())
    model = keras.Sequential([normalize, *hidden, layers.Dense(1)])
    model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "mse", metrics=["mae"])
    model.fit(x_train, train["mpg"], epochs=100, verbose=0)
    print(model.evaluate(x_test, test["mpg"]))

learn()
learn(layers.Dense(64, activation="relu"), layers.Dense(64, activation="relu"))
